namespace Pilot.Functions.Faults;

/// <summary>What was asked for cannot be done, and why, in words for the person who asked.</summary>
public sealed class CannotBeDoneException(string message) : Exception(message);
