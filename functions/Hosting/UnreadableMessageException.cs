namespace Pilot.Functions.Hosting;

/// <summary>A queue message is not of a shape that Event Grid is known to send. The message never quotes what was sent.</summary>
public sealed class UnreadableMessageException(string message, Exception? cause = null) : Exception(message, cause);
