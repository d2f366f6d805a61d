namespace Pilot.Reporting.Vocabulary;

/// <summary>funding.md section 2. The order is that of the cap.</summary>
public enum Milestone
{
    Start,
    Completion,
    Outcome,
}
