"""How good the coding is: releases scored against events that people coded."""
