using Pilot.Tests.Support;

namespace Pilot.Tests.Infra;

/// <summary>A test that runs where a file stands beside the checkout, and says elsewhere that it was skipped for want of it.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NeedsFileFactAttribute : FactAttribute
{
    /// <param name="path">From the root of the repository.</param>
    /// <param name="what">What it is, in words.</param>
    public NeedsFileFactAttribute(string path, string what)
    {
        FilePath = path;
        What = what;
        if (!File.Exists(Path.Combine(Repository.Root, path)))
        {
            Skip = $"{path}, {what}, does not stand beside this checkout.";
        }
    }

    public string FilePath { get; }

    public string What { get; }
}
