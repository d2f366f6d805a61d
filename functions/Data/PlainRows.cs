namespace Pilot.Functions.Data;

/// <summary>The rows of a statement, from the first to the last. Columns count from 0.</summary>
internal abstract class PlainRows : IDisposable
{
    public abstract int FieldCount { get; }

    /// <summary>Goes on to the next row; false behind the last.</summary>
    public abstract bool Read();

    /// <inheritdoc cref="Read"/>
    public abstract Task<bool> ReadAsync(CancellationToken cancellationToken);

    public abstract string NameOf(int column);

    public abstract bool IsDBNull(int column);

    public abstract int GetInt32(int column);

    public abstract long GetInt64(int column);

    public abstract bool GetBoolean(int column);

    public abstract string GetString(int column);

    public abstract DateOnly GetDate(int column);

    public abstract decimal GetDecimal(int column);

    public abstract byte[] GetBytes(int column);

    /// <summary>UTC.</summary>
    public abstract DateTime GetMoment(int column);

    public abstract object GetValue(int column);

    /// <summary>A value that is too large to be held whole. In column 0 stands the number of its row, by which it is opened.</summary>
    public abstract Stream GetStream(int column);

    public abstract void Dispose();
}
