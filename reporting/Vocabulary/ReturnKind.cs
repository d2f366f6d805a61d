namespace Pilot.Reporting.Vocabulary;

/// <summary>ENR or CMP.</summary>
public enum ReturnKind
{
    Enrolment,
    Completion,
}
