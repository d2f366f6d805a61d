using System.Globalization;
using System.Text.RegularExpressions;

namespace Pilot.Tests.Data.StandIn;

/// <summary>A column of a table or of a result.</summary>
internal sealed record ServerColumn(string Name, ServerType Type);

internal enum ServerKind
{
    Int,
    BigInt,
    Bit,
    Text,
    Binary,
    Decimal,
    Date,
    DateTime,
}

/// <summary>A type of T-SQL.</summary>
/// <param name="Length">In characters or bytes; 0 = max.</param>
internal sealed partial record ServerType(ServerKind Kind, int Length = 0, byte Precision = 18, byte Scale = 2)
{
    public static ServerType Int { get; } = new(ServerKind.Int);

    /// <summary>As it is written in CREATE TABLE, and so as SQLite remembers it.</summary>
    public static ServerType Parse(string text)
    {
        var match = Declared().Match(text);
        var length = match.Groups["a"].Success && match.Groups["a"].Value != "max" ? int.Parse(match.Groups["a"].Value, CultureInfo.InvariantCulture) : 0;
        return match.Groups["name"].Value.ToLowerInvariant() switch
        {
            "int" or "integer" => Int,
            "bigint" => new(ServerKind.BigInt),
            "bit" => new(ServerKind.Bit),
            "nvarchar" or "sysname" => new(ServerKind.Text, length),
            "varbinary" => new(ServerKind.Binary, length),
            "decimal" => new(ServerKind.Decimal, 0, (byte)length, byte.Parse(match.Groups["b"].Value, CultureInfo.InvariantCulture)),
            "date" => new(ServerKind.Date),
            "datetime2" => new(ServerKind.DateTime),
            _ => throw new NotSupportedException("The stand-in knows no type " + text),
        };
    }

    /// <summary>From what SQLite gave to what is sent.</summary>
    public object? Read(object? stored) => stored is null or DBNull
        ? null
        : Kind switch
        {
            ServerKind.Int or ServerKind.BigInt => Convert.ToInt64(stored, CultureInfo.InvariantCulture),
            ServerKind.Bit => Convert.ToInt64(stored, CultureInfo.InvariantCulture) != 0,
            ServerKind.Text => (string)stored,
            ServerKind.Binary => (byte[])stored,
            ServerKind.Decimal => Math.Round(Convert.ToDecimal(stored, CultureInfo.InvariantCulture), Scale, MidpointRounding.AwayFromZero),
            _ => DateTime.Parse((string)stored, CultureInfo.InvariantCulture),
        };

    /// <summary>From what was sent to what SQLite keeps. Moments are rounded to the microsecond, which is as coarse as any server keeps them.</summary>
    public object Store(object? sent) => sent switch
    {
        null => DBNull.Value,
        DateTime day when Kind == ServerKind.Date => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime moment => Rounded(moment).ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture),
        decimal amount => amount.ToString(CultureInfo.InvariantCulture),
        bool flag => flag ? 1L : 0L,
        _ => sent,
    };

    private static DateTime Rounded(DateTime moment) => DateTime.MaxValue.Ticks - moment.Ticks < TimeSpan.TicksPerMicrosecond / 2
        ? throw new ServerError(8115, "The moment lies behind the last one that can be kept.")
        : new DateTime((moment.Ticks + TimeSpan.TicksPerMicrosecond / 2) / TimeSpan.TicksPerMicrosecond * TimeSpan.TicksPerMicrosecond);

    [GeneratedRegex(@"^\s*(?<name>\w+)\s*(\(\s*(?<a>\w+)\s*(,\s*(?<b>\d+)\s*)?\))?", RegexOptions.CultureInvariant)]
    private static partial Regex Declared();
}
