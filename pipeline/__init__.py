"""Entente's knowledge: stages that turn raw news into a released event dataset."""
