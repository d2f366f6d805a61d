namespace Pilot.Reporting.Funding;

/// <summary>
/// The run refuses to publish: its figures would contradict themselves (funding.md section 2, funnel; section 3, cap), or the settings
/// lack what accepted rows need. A defect of the program or of its inputs, never of a return.
/// </summary>
public sealed class RunRefusedException(string why) : Exception($"The run refuses to publish: {why}.");
