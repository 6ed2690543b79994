"""The score: profile, status, normalise, aggregate, explain. Plain values in, plain values out."""
