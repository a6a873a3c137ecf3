"""Which question is answered where.

What may stand in a definition file?      definition_schemas, definition_references
How is a definition stored, published?    definitions
What does the template say?               template, wording
Who may see or do this?                   access
Where may a state lead?                   changes (the door) and `opening.enums` (the maps)
May this phase be submitted?              guards
Who signs, what, and does it count?       signing
Where do we stand, who must act?          next_steps
How does a process begin and end?         process
How does a phase move?                    stage
Who takes part?                           parties
Which link works?                         invites
What is on the checklist?                 items
What was written and agreed?              documents, agreement
When do we meet?                          sessions
What happened?                            trail
"""
