namespace Pilot.Reporting.Returns.Ilr;

/// <summary>A file that is no ILR file, or none that the pilot takes.</summary>
/// <param name="words">What is wrong and what to do, for the person who gave the file; nothing that stands in the file about anybody.</param>
public sealed class IlrRefusedException(string words) : Exception(words);
