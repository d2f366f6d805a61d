namespace Pilot.Functions.Commands;

/// <summary>
/// The log of a command run by hand: warnings and failures stand among its progress, one line each, for whoever sits in front of it. What went
/// well is in the answer.
/// </summary>
internal sealed class ConsoleLog(TextWriter progress) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
        {
            // Where it happened in the program follows in further lines: for the log of a service, not for people.
            progress.WriteLine(formatter(state, exception).Split('\n', 2)[0]);
        }
    }
}
