namespace Pilot.Reporting.Files.CheckedCopy;

/// <summary>What a provider wrote in a comment, apart from what an earlier check wrote below it.</summary>
internal static class CommentText
{
    /// <summary>
    /// The comment without our part; as it was where we wrote nothing; empty where all of it is ours.
    /// </summary>
    public static string Before(string comment, string opening, string prefix)
    {
        var ours = comment.IndexOf(opening, StringComparison.Ordinal);
        var textEnd = comment.LastIndexOf($"</{prefix}text", StringComparison.Ordinal);
        if (ours < 0 || textEnd < ours)
        {
            return comment;
        }

        var textTag = comment.LastIndexOf('<', ours);
        var textStart = comment.IndexOf('>', textTag) + 1;
        if (!AtLineStart(comment, textStart, ours))
        {
            return comment;
        }

        var run = comment.LastIndexOf($"<{prefix}r>", ours, StringComparison.Ordinal);
        var isRun = run >= 0 && comment.IndexOf($"</{prefix}r>", run, StringComparison.Ordinal) > ours;
        var theirs = WithoutLineEnd(comment[textStart..ours]);
        var kept = theirs.Length > 0
            ? $"{comment[..textStart]}{theirs}</{prefix}t>{(isRun ? $"</{prefix}r>" : "")}"
            : comment[..(isRun ? run : textTag)];
        return HasText(kept, prefix) ? kept + comment[textEnd..] : "";
    }

    public static string Append(string comment, string runs, string prefix)
    {
        var end = comment.LastIndexOf($"</{prefix}text", StringComparison.Ordinal);
        if (end < 0)
        {
            return comment.Replace($"<{prefix}text/>", $"<{prefix}text>{runs}</{prefix}text>", StringComparison.Ordinal);
        }

        // How a text is read aloud stands after its runs.
        foreach (var reading in new[] { "rPh", "phoneticPr" })
        {
            var at = comment.IndexOf($"<{prefix}{reading}", StringComparison.Ordinal);
            end = at >= 0 ? Math.Min(end, at) : end;
        }

        return comment.Insert(end, runs);
    }

    private static bool AtLineStart(string comment, int textStart, int at) =>
        at == textStart || comment[at - 1] is '\n' or '\r' || comment.AsSpan(textStart, at - textStart).TrimEnd() is var before
            && (before.Length == 0 || EndsInLineBreak(before));

    private static bool EndsInLineBreak(ReadOnlySpan<char> text) =>
        text.EndsWith("&#10;", StringComparison.Ordinal) || text.EndsWith("&#13;", StringComparison.Ordinal)
        || text.EndsWith("&#xA;", StringComparison.OrdinalIgnoreCase) || text.EndsWith("_x000a_", StringComparison.OrdinalIgnoreCase);

    private static string WithoutLineEnd(string text)
    {
        var rest = text.AsSpan().TrimEnd();
        while (EndsInLineBreak(rest))
        {
            rest = rest[..rest.LastIndexOf(rest[^1] == ';' ? "&" : "_x", StringComparison.Ordinal)].TrimEnd();
        }

        return rest.ToString();
    }

    private static bool HasText(string opened, string prefix)
    {
        for (var at = 0; (at = opened.IndexOf($"<{prefix}t", at, StringComparison.Ordinal)) >= 0; at++)
        {
            var next = opened[at + prefix.Length + 2];
            var from = opened.IndexOf('>', at) + 1;
            var to = opened.IndexOf('<', from);
            if ((next is '>' or ' ') && WithoutLineEnd(opened[from..(to < 0 ? opened.Length : to)]).Length > 0)
            {
                return true;
            }
        }

        return false;
    }
}
