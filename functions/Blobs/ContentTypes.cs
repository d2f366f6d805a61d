namespace Pilot.Functions.Blobs;

/// <summary>What the stores say of the files that the program writes.</summary>
internal static class ContentTypes
{
    public const string Workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    public const string Json = "application/json";
    public const string Csv = "text/csv; charset=utf-8";
}
