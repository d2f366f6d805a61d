using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;

namespace Pilot.Tests.Data.StandIn;

/// <summary>Stores the rows that a bulk copy sends, all of them or none.</summary>
internal sealed partial class StoreBulk(ServerFile database)
{
    private const byte Columns = 0x81;
    private const byte Row = 0xD1;

    public static bool Announces(string text) => Target().IsMatch(text);

    /// <param name="announced">What the client said before: <c>insert bulk [table] ([column] type, ...)</c>.</param>
    /// <returns>How many rows.</returns>
    public long Run(string announced, TdsMessage message)
    {
        var target = Target().Match(announced);
        var table = target.Groups["table"].Value;
        var names = Column().Matches(target.Groups["columns"].Value).Select(match => match.Groups["name"].Value).ToList();
        var held = database.Columns(table);
        var kept = names.ConvertAll(name => held.Single(column => column.Name == name).Type);
        var sent = Types(message);
        using var insert = database.Command(
            $"INSERT INTO [{table}] ({string.Join(", ", names.Select(name => $"[{name}]"))}) VALUES ({string.Join(", ", names.Select((_, i) => Parameter(i)))})");
        database.Run("SAVEPOINT bulk");
        try
        {
            var count = 0L;
            for (; message.Byte() == Row; count++)
            {
                insert.Parameters.Clear();
                for (var i = 0; i < sent.Count; i++)
                {
                    insert.Parameters.AddWithValue(Parameter(i), kept[i].Store(TdsValues.ReadValue(message, sent[i])));
                }

                insert.ExecuteNonQuery();
            }

            database.Run("RELEASE bulk");
            return count;
        }
        catch (SqliteException)
        {
            database.Run("ROLLBACK TO bulk; RELEASE bulk");
            throw;
        }
    }

    private static List<ServerType> Types(TdsMessage message)
    {
        if (message.Byte() != Columns)
        {
            throw new NotSupportedException("The bulk copy does not begin with its columns.");
        }

        var types = new List<ServerType>();
        for (var left = message.UShort(); left > 0; left--)
        {
            message.Int();
            message.UShort();
            types.Add(TdsValues.ReadType(message));
            message.ShortText();
        }

        return types;
    }

    private static string Parameter(int number) => string.Create(CultureInfo.InvariantCulture, $"@p{number}");

    [GeneratedRegex(@"^\s*insert\s+bulk\s+(\[?dbo\]?\.)?\[?(?<table>\w+)\]?\s*\((?<columns>.*)\)", RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Target();

    [GeneratedRegex(@"\[(?<name>\w+)\]", RegexOptions.CultureInvariant)]
    private static partial Regex Column();
}
