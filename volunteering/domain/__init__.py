"""Rules and actions of volunteering. Which question is answered where:

- Who may sign up for a shift, and why not?                    sign_up.py
- How does a place change hands without a race?                places.py
- How does one get in: at once, by request, by a decision?     requests.py
- What happens to a shift as a whole (cancel, resize, close)?  shifts.py
- How does a guest without an account get in?                  joining.py
- How well does a shift fit a person, and what is missing?     fit.py, recommendations.py
- Which needs and people may somebody see, and do what?        access.py
- How is a need written, published and closed?                 needs.py
- What needs the coordination's care today?                   care.py
- Which needs stand in the public list?                       listing.py
- Who is a volunteer, and how do states and profile change?    people.py
- What do the rules know of a shift and a person?              facts.py
- How does an obstacle or a reason read?                       wording.py
- Which skills, interests, kinds, periods and weights are there? vocabulary.py
"""
