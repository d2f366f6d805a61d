using System.CommandLine.Parsing;

namespace Pilot.Functions.Commands;

/// <summary>Files that a command is given: a missing one, or a folder, is wrong usage, said before anything is done.</summary>
internal static class FileArgument
{
    public static void MustExist(ArgumentResult result) => MustExist(result, result);

    public static void MustExist(SymbolResult result, ArgumentResult? files)
    {
        foreach (var path in (files?.Tokens ?? []).Select(token => token.Value).Where(path => !File.Exists(path)))
        {
            result.AddError(Directory.Exists(path) ? $"{path} is a folder, not a file." : $"There is no file {path}.");
        }
    }
}
