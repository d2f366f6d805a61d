using System.Text;

namespace Pilot.Tests.Support.Ilr;

/// <summary>Damages an ILR file at random, in its bytes or in its elements. The same base and seed give the same bytes.</summary>
internal static class IlrMutations
{
    private static readonly string[] OddTexts =
    [
        "", " ", "0", "-1", "99999999999999999999", "1e9", "NaN", "2026-02-30", "0000-00-00", "9999-12-31", "2026-09-14T00:00:00Z", "\u00A0", "\u200B", "\uFFFD", "=1+1", "&amp;", "&lt;", "&#0;", "&e;",
        "<![CDATA[x]]>", "<!-- -->", "<a/>", "]]>", "\0", "\uD800", "60300001", "ZPROG001", "2", "3", "6", "RES", "Y",
    ];

    public static byte[] Of(byte[] file, int seed)
    {
        var random = new Random(seed);
        if (random.Next(3) == 0)
        {
            return Mutations.OfBytes(file, seed);
        }

        var text = new StringBuilder(Encoding.UTF8.GetString(file));
        for (var changes = random.Next(1, 12); changes > 0; changes--)
        {
            Change(text, random);
        }

        return (random.Next(8) switch { 0 => Encoding.Unicode, 1 => Encoding.BigEndianUnicode, 2 => Encoding.Latin1, _ => Encoding.UTF8 }).GetBytes(text.ToString());
    }

    private static void Change(StringBuilder text, Random random)
    {
        var whole = text.ToString();
        var at = random.Next(Math.Max(1, whole.Length));
        // Between two elements, and from the beginning of a value to its end.
        var tag = Math.Max(0, whole.IndexOf('<', Math.Min(at, whole.Length - 1)));
        var value = whole.IndexOf('>', tag) + 1;
        var end = value > 0 ? whole.IndexOf('<', value) : -1;
        switch (random.Next(6))
        {
            case 0 when end >= value && value > 0:
                text.Remove(value, end - value).Insert(value, OddTexts[random.Next(OddTexts.Length)]);
                break;
            case 1:
                text.Insert(tag, OddTexts[random.Next(OddTexts.Length)]);
                break;
            case 2:
                text.Remove(tag, Math.Min(random.Next(1, 300), whole.Length - tag));
                break;
            case 3:
                var other = whole.IndexOf('<', random.Next(whole.Length));
                text.Insert(tag, other < 0 ? "<" : whole.AsSpan(other, Math.Min(random.Next(1, 900), whole.Length - other)));
                break;
            case 4:
                text.Insert(tag, string.Concat(Enumerable.Repeat(random.Next(2) == 0 ? "<Learner>" : "<a b='c'>", random.Next(1, 400))));
                break;
            default:
                text.Replace("ESFA/ILR/2025-26", new[] { "ESFA/ILR/2031-32", "ESFA/ILR/2020-21", "", "ESFA/ILR/9999-99", "ESFA/ILR/2025-26/" }[random.Next(5)], 0, Math.Min(300, text.Length));
                break;
        }
    }
}
