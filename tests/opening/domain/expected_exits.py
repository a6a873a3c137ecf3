"""What each of the twenty phases asks for when nothing is there: the role that is asked, and the sentence."""

EXPECTED: dict[str, dict[str, list[tuple[str, str]]]] = {
    "opening": {
        "mandate": [
            ("advisor_lead", "Nobody has taken the role “Sponsor (leadership)” yet."),
            ("advisor_lead", "Nobody has taken the role “Coordinator at the institution” yet."),
            (
                "advisor_lead",
                "“Process agreement on aims, roles, time, confidentiality and data protection” has not "
                "been written yet.",
            ),
            ("advisor_lead", "To be confirmed: “Reason, expectations and concerns have been discussed and recorded.”"),
            ("sponsor", "To be confirmed: “It is defined which areas and sites the process covers.”"),
            ("sponsor", "To be confirmed: “Working time for coordination and steering group has been committed.”"),
            ("advisor_lead", "To be confirmed: “Confidentiality, handling of survey data and publication are agreed.”"),
        ],
        "steering": [
            ("advisor_lead", "Nobody has taken the role “Steering group member” yet."),
            ("coordinator", "Kick-off: 0 of at least 1 have taken place."),
            ("coordinator", "To be confirmed: “Members and deputies are named and released.”"),
            ("advisor_lead", "To be confirmed: “The steering group has taken part in basic training.”"),
            ("steering", "To be confirmed: “Working method, decisions and confidentiality are agreed.”"),
            ("sponsor", "To be confirmed: “Leadership has informed all staff in person or in writing.”"),
        ],
        "baseline": [
            ("advisor_lead", "“Self-assessment with survey and agreed rating” has not been started yet."),
            ("advisor_lead", "“Baseline report” has not been written yet."),
            ("steering", "To be confirmed: “Scope and non-applicable indicators are set and justified.”"),
            (
                "coordinator",
                "To be confirmed: “All groups are invited to the anonymous survey, including those without e-mail.”",
            ),
            (
                "coordinator",
                "To be confirmed: “Service users were asked in their language or with language mediation.”",
            ),
            (
                "steering",
                "To be confirmed: “Every indicator is rated together and justified; dissenting views are recorded.”",
            ),
            ("sponsor", "To be confirmed: “Results have been reported back to all respondents.”"),
        ],
        "goals": [
            ("steering", "Goals: 0 of at least 2 have been agreed."),
            ("steering", "“Goal agreement with baseline and target value for each goal” has not been written yet."),
            ("steering", "To be confirmed: “Priorities have been chosen by effect and feasibility.”"),
            ("steering", "To be confirmed: “Every goal is specific, measurable, achievable, relevant and time-bound.”"),
            ("sponsor", "To be confirmed: “A responsible person is named for every goal.”"),
        ],
        "plan": [
            ("coordinator", "Measures: 0 of at least 3 have been agreed."),
            ("coordinator", "“Action plan with time and cost overview” has not been written yet."),
            ("coordinator", "To be confirmed: “Every measure belongs to a goal and names its evidence.”"),
            ("sponsor", "To be confirmed: “Effort and funds are clarified and approved.”"),
        ],
        "implementation": [
            ("coordinator", "Steering meeting: minutes of 0 of at least 3 are approved."),
            ("steering", "To be confirmed: “The steering group has met at least quarterly and approved its minutes.”"),
            ("coordinator", "To be confirmed: “The status of all measures is current and evidenced.”"),
            ("sponsor", "To be confirmed: “Leadership has discussed the interim state and removed obstacles.”"),
        ],
        "evaluation": [
            ("advisor_lead", "“Repeated self-assessment” has not been started yet."),
            ("advisor_lead", "“Final report with comparison and recommendations” has not been written yet."),
            ("advisor_lead", "To be confirmed: “The repetition uses the same scope; deviations are justified.”"),
            ("steering", "To be confirmed: “Achievement is assessed for every goal.”"),
            ("coordinator", "To be confirmed: “Service users and partners have contributed their views.”"),
            ("steering", "To be confirmed: “Successes and failures are recorded.”"),
        ],
        "continuity": [
            ("sponsor", "“Continuity agreement with date of the next review” has not been written yet."),
            ("sponsor", "To be confirmed: “A person with allotted time remains responsible.”"),
            ("sponsor", "To be confirmed: “Opening is included in quality management and annual planning.”"),
            ("coordinator", "To be confirmed: “The date of the next self-assessment is fixed.”"),
            ("advisor_lead", "To be confirmed: “Documents are handed over; personal data are deleted as agreed.”"),
        ],
    },
    "dialogue": {
        "exploration": [
            ("advisor_lead", "Interview: 0 of at least 3 have taken place."),
            ("advisor_lead", "Nobody has taken the role “Participant” yet."),
            ("advisor_lead", "To be confirmed: “All intended communities have been talked to individually.”"),
            (
                "advisor_lead",
                "To be confirmed: “Small, internally diverse and non-religious groups have been considered too.”",
            ),
            ("advisor_lead", "To be confirmed: “Safety and protection needs of participants are clarified.”"),
        ],
        "framework": [
            ("advisor_lead", "“Dialogue agreement” has not been written yet."),
            ("advisor_lead", "To be confirmed: “The invitation was issued jointly by several sides.”"),
            (
                "participant",
                "To be confirmed: “Rules of conversation, the right to remain silent and dealing with "
                "conflict are agreed.”",
            ),
            ("host", "To be confirmed: “Venue, time, food, language mediation and accessibility suit everyone.”"),
            ("advisor_lead", "To be confirmed: “The facilitation is accepted by all sides.”"),
            ("advisor_lead", "To be confirmed: “It is agreed what is recorded and how.”"),
        ],
        "encounter": [
            ("host", "Visit or walk-through: 0 of at least 2 have taken place."),
            ("host", "To be confirmed: “The role of host rotates.”"),
            ("participant", "To be confirmed: “Topics were contributed by all sides and ranked together.”"),
        ],
        "rounds": [
            ("advisor_lead", "Dialogue round: minutes of 0 of at least 3 are approved."),
            ("advisor_lead", "To be confirmed: “Every round had a topic, aim, agenda and agreed facilitation.”"),
            ("advisor_lead", "To be confirmed: “Shares of speech and languages were kept in view.”"),
            ("participant", "To be confirmed: “Minutes were approved by all sides before being passed on.”"),
        ],
        "agreements": [
            ("participant", "Agreements: 0 of at least 1 have been agreed."),
            ("participant", "To be confirmed: “Every agreement has people responsible from at least two communities.”"),
            (
                "participant",
                "To be confirmed: “The communities in whose name people speak have approved the agreements.”",
            ),
        ],
        "continuity": [
            ("advisor_lead", "“Evaluation of the dialogue process” has not been written yet."),
            ("participant", "To be confirmed: “Feedback was collected anonymously and from all sides.”"),
            ("participant", "To be confirmed: “The state of all agreements is recorded.”"),
            ("participant", "To be confirmed: “Contact persons for crises are named.”"),
            ("advisor_lead", "To be confirmed: “Personal records are deleted as agreed.”"),
        ],
    },
    "neighbourhood": {
        "analysis": [
            ("advisor_lead", "“Neighbourhood and needs analysis” has not been written yet."),
            ("advisor_lead", "To be confirmed: “At least three different sources support the assessment.”"),
            ("advisor_lead", "To be confirmed: “Residents of different groups were heard in their language.”"),
            ("advisor_lead", "To be confirmed: “Existing services and current plans are known.”"),
            ("advisor_lead", "To be confirmed: “The need or chance is worded without stereotyping.”"),
        ],
        "alliance": [
            ("advisor_lead", "Nobody has taken the role “Participant” yet."),
            ("advisor_lead", "“Cooperation agreement of those involved” has not been written yet."),
            (
                "advisor_lead",
                "To be confirmed: “Invitations were multilingual and went through trusted places and persons.”",
            ),
            ("advisor_lead", "To be confirmed: “At least one migrant self-organisation takes part.”"),
            ("participant", "To be confirmed: “Tasks, decisions and funds are agreed.”"),
        ],
        "concept": [
            ("participant", "Goals: 0 of at least 1 have been agreed."),
            ("participant", "Measures: 0 of at least 1 have been agreed."),
            ("participant", "To be confirmed: “Goals name changes and their evidence.”"),
            ("advisor_lead", "To be confirmed: “Funding and own contributions are clarified.”"),
            ("advisor_lead", "To be confirmed: “The need for volunteers is described and advertised.”"),
            ("participant", "To be confirmed: “It has been discussed who will carry the measure later.”"),
        ],
        "implementation": [
            (
                "advisor_lead",
                "To be confirmed: “Dates, attendance figures and results are recorded with minimal data.”",
            ),
            ("participant", "To be confirmed: “Those involved have discussed the state at least twice.”"),
        ],
        "feedback": [
            ("advisor_lead", "“Review report” has not been written yet."),
            ("advisor_lead", "To be confirmed: “Residents have assessed the results.”"),
            ("advisor_lead", "To be confirmed: “Results were made known in the district in several languages.”"),
            ("advisor_lead", "To be confirmed: “The underlying observation has been updated.”"),
        ],
        "handover": [
            ("advisor_lead", "“Handover agreement or justified closing” has not been written yet."),
            (
                "participant",
                "To be confirmed: “Body, contact and funding of continuation are settled, or the end is justified.”",
            ),
            (
                "advisor_lead",
                "To be confirmed: “Volunteers and participants have been thanked; certificates are issued.”",
            ),
            ("advisor_lead", "To be confirmed: “Documents are handed over, personal data deleted.”"),
        ],
    },
}
