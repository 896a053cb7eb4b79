"""Rooms: a class predicts, votes, talks, votes again, and sees its answer run."""
