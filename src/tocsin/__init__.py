"""Tocsin reads reports of attacks into sourced claims."""
