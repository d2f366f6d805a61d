using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Pilot.Tests.Data.StandIn;

/// <summary>What the columns of a query are called and of what type they are: SQLite does not say, and clients of a server rely on it.</summary>
internal sealed class ResultTypes(Func<string, IReadOnlyList<ServerColumn>> table, IReadOnlyDictionary<string, ServerType> parameters)
{
    public List<ServerColumn> Of(QueryExpression query)
    {
        var select = (QuerySpecification)query;
        var scope = new Dictionary<string, IReadOnlyList<ServerColumn>>(StringComparer.OrdinalIgnoreCase);
        foreach (var from in select.FromClause?.TableReferences ?? [])
        {
            Add(scope, from);
        }

        var columns = new List<ServerColumn>();
        foreach (var element in select.SelectElements)
        {
            switch (element)
            {
                case SelectScalarExpression expression:
                    columns.Add(new ServerColumn(expression.ColumnName?.Value ?? NameOf(expression.Expression), Of(expression.Expression, scope)));
                    break;
                case SelectStarExpression:
                    columns.AddRange(scope.Values.SelectMany(all => all));
                    break;
            }
        }

        return columns;
    }

    public ServerType Of(ScalarExpression expression, Dictionary<string, IReadOnlyList<ServerColumn>> scope) => expression switch
    {
        ColumnReferenceExpression column => OfColumn(column, scope),
        FunctionCall { FunctionName.Value: var name } call => name.ToUpperInvariant() switch
        {
            "COUNT" or "OBJECT_ID" => ServerType.Int,
            "MAX" or "MIN" => Of(call.Parameters[0], scope),
            _ => throw new NotSupportedException("The stand-in knows no function " + name),
        },
        SearchedCaseExpression choice => Of(choice.WhenClauses[0].ThenExpression is NullLiteral ? choice.ElseExpression : choice.WhenClauses[0].ThenExpression, scope),
        CastCall cast => ServerType.Parse(ServerFile.Text(cast.DataType)),
        CoalesceExpression first => Of(first.Expressions[0], scope),
        ParenthesisExpression inner => Of(inner.Expression, scope),
        BinaryExpression both => Of(both.FirstExpression, scope),
        ScalarSubquery inner => Of(inner.QueryExpression)[0].Type,
        VariableReference variable => parameters[variable.Name],
        IntegerLiteral or GlobalVariableExpression or NullLiteral => ServerType.Int,
        StringLiteral => new ServerType(ServerKind.Text, 4000),
        _ => throw new NotSupportedException($"The stand-in knows no {expression.GetType().Name}: {ServerFile.Text(expression)}"),
    };

    private static string NameOf(ScalarExpression expression) =>
        expression is ColumnReferenceExpression { MultiPartIdentifier: { } parts } ? parts.Identifiers[^1].Value : "";

    private static ServerType OfColumn(ColumnReferenceExpression column, Dictionary<string, IReadOnlyList<ServerColumn>> scope)
    {
        var parts = column.MultiPartIdentifier.Identifiers;
        var among = parts.Count > 1 ? scope[parts[^2].Value] : scope.Values.SelectMany(all => all);
        return among.Single(serverColumn => string.Equals(serverColumn.Name, parts[^1].Value, StringComparison.OrdinalIgnoreCase)).Type;
    }

    private void Add(Dictionary<string, IReadOnlyList<ServerColumn>> scope, TableReference from)
    {
        switch (from)
        {
            case NamedTableReference named:
                var name = ServerFile.Name(named.SchemaObject);
                scope.Add(named.Alias?.Value ?? name, table(name) is { Count: > 0 } columns ? columns : throw new ServerError(208, $"Invalid object name '{name}'."));
                break;
            case QueryDerivedTable derived:
                scope.Add(derived.Alias.Value, Of(derived.QueryExpression));
                break;
            case QualifiedJoin join:
                Add(scope, join.FirstTableReference);
                Add(scope, join.SecondTableReference);
                break;
            default:
                throw new NotSupportedException($"The stand-in knows no {from.GetType().Name}.");
        }
    }
}
