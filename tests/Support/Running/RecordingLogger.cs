using System.Text;
using Microsoft.Extensions.Logging;

namespace Pilot.Tests.Support;

/// <summary>What the program logged, and what it logged it with.</summary>
internal sealed class RecordingLogger : ILogger
{
    private readonly StringBuilder _said = new();

    public string Said
    {
        get
        {
            lock (_said)
            {
                return _said.ToString();
            }
        }
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        lock (_said)
        {
            _said.Append(logLevel).Append(": ").AppendLine(formatter(state, exception)).AppendLine(exception?.ToString());
        }
    }
}
