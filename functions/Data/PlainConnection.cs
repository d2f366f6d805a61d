namespace Pilot.Functions.Data;

/// <summary>
/// Reading without EF: for what many rows pass through, and for what every command asks first. EF's model has to be made before its first
/// query, which takes longer than a return of a thousand rows is judged in. The few statements say nothing that not every database knows.
/// </summary>
/// <remarks>A connection has one reader at a time: what is read side by side is read through two.</remarks>
internal abstract class PlainConnection : IDisposable
{
    /// <summary>The rows of a statement, of which each column is asked for once, from left to right.</summary>
    /// <param name="values">By the names that the statement has for them; a moment is passed as <see cref="PilotDbContext"/> stores it.</param>
    public abstract PlainRows Query(string sql, params (string Name, object Value)[] values);

    /// <inheritdoc cref="Query"/>
    public abstract Task<PlainRows> QueryAsync(string sql, CancellationToken cancellationToken, params (string Name, object Value)[] values);

    /// <inheritdoc cref="Query"/>
    public abstract Task ExecuteAsync(string sql, CancellationToken cancellationToken, params (string Name, object Value)[] values);

    /// <summary>The rows of a statement, each as it is read.</summary>
    public abstract List<T> List<T>(string sql, Func<PlainRows, T> read, params (string Name, object Value)[] values);

    /// <inheritdoc cref="List"/>
    public abstract Task<List<T>> ListAsync<T>(
        string sql, Func<PlainRows, T> read, CancellationToken cancellationToken, params (string Name, object Value)[] values);

    public abstract void Dispose();
}
