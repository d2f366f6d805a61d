namespace Pilot.Reporting.Returns.Columns;

/// <summary>What counts as a MedTech role: the text of the sheet Guidance for the column <c>medtech_role</c>.</summary>
public static class MedtechRole
{
    public const string Definition =
        "A MedTech role is a job, or a course, of which most is about designing, making, testing, installing, maintaining, operating or regulating "
        + "medical technology: devices, diagnostics, imaging, wearables and the software in them. What the person does decides, not what the employer makes.";

    public static IReadOnlyList<string> Examples { get; } =
    [
        "A technician who assembles or tests infusion pumps at a manufacturer: Y.",
        "A clinical engineering technician who maintains scanners in a hospital: Y.",
        "A regulatory affairs assistant who prepares the technical file of a device: Y.",
        "A data technician who checks the software of an imaging device: Y.",
        "A receptionist at a manufacturer of medical devices: N.",
    ];
}
