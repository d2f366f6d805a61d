using System.Text.RegularExpressions;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Pilot.Tests.Data.StandIn;

/// <summary>Statements that define things, and their words.</summary>
internal sealed partial class ExecuteBatch
{
    private ResultTypes Types()
    {
        var types = _parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Type, StringComparer.OrdinalIgnoreCase);
        types["@result"] = ServerType.Int;
        return new ResultTypes(database.Columns, types);
    }

    private void Done(long rows)
    {
        if (_inCall)
        {
            _answer.DoneInside(_isQuiet ? null : rows);
        }
        else
        {
            _answer.DoneStatement(_isQuiet ? null : rows);
        }
    }

    private void Define(TSqlStatement statement)
    {
        switch (statement)
        {
            case CreateDatabaseStatement made:
                server.Make(made.DatabaseName.Value);
                break;
            case DropDatabaseStatement gone:
                server.Drop(gone.Databases[0].Value);
                break;
            case CreateTableStatement table:
                database.Create(table);
                break;
            case AlterTableAddTableElementStatement more:
                AddColumns(more);
                break;
            case AlterTableDropTableElementStatement { AlterTableDropTableElements: [{ TableElementType: TableElementType.Constraint }] }:
                // A key stays: what is told here in between is another collation of its column.
                break;
            case AlterTableAlterColumnStatement other:
                database.Recollate(ServerFile.Name(other.SchemaObjectName), other);
                break;
            case DropIndexStatement { DropIndexClauses: [DropIndexClause index] }:
                database.Run($"DROP INDEX [{index.Index.Value}]");
                break;
            case AlterTableDropTableElementStatement less:
                database.Run($"ALTER TABLE [{ServerFile.Name(less.SchemaObjectName)}] DROP COLUMN [{less.AlterTableDropTableElements[0].Name.Value}]");
                break;
            case CreateIndexStatement or DropTableStatement:
                database.Run(ServerFile.Text(statement));
                break;
            default:
                throw new ServerError(102, $"The stand-in knows no {statement.GetType().Name}: {ServerFile.Text(statement)}");
        }

        Done(0);
    }

    private void AddColumns(AlterTableAddTableElementStatement statement)
    {
        foreach (var column in statement.Definition.ColumnDefinitions)
        {
            database.Run($"ALTER TABLE [{ServerFile.Name(statement.SchemaObjectName)}] ADD {ServerFile.Definition(column)}");
        }
    }

    [GeneratedRegex(@"@\w+", RegexOptions.CultureInvariant)]
    private static partial Regex Variable();

    [GeneratedRegex(@"N'[^']*?\[?(?<table>\w+)\]?'", RegexOptions.CultureInvariant)]
    private static partial Regex BulkTable();
}
