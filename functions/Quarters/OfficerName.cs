namespace Pilot.Functions.Quarters;

/// <summary>
/// The name by which an officer confirms an approval or a revision (funding.md section 5): a full name, two words or more, never that of a
/// machine's account.
/// </summary>
public static class OfficerName
{
    /// <summary>What is wrong with a name, in words for who typed it; null where it will do.</summary>
    public static string? Problem(string? name)
    {
        var words = (name ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return words.Length < 2 || words.Any(word => !word.Any(char.IsLetter)) ? "Give the officer's full name, first name and last name."
            : string.Equals(name!.Trim(), Environment.UserName, StringComparison.OrdinalIgnoreCase) ? "Give a person's full name, not that of an account of this machine."
            : null;
    }
}
