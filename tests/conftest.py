"""What all tests share."""

from hypothesis import strategies

# Hypothesis reads this part of itself late; where a thread of another test happens to compile
# something at that moment, Python 3.11 takes the one for the other and gives up.
strategies.from_regex("a").validate()
