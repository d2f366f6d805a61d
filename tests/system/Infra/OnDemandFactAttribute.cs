namespace Pilot.Tests.Infra;

/// <summary>A test that runs where an environment variable is 1, and says elsewhere that it was skipped, and what it would need.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OnDemandFactAttribute : FactAttribute
{
    public OnDemandFactAttribute(string variable, string needs)
    {
        Variable = variable;
        Needs = needs;
        if (Environment.GetEnvironmentVariable(variable) != "1")
        {
            Skip = $"It needs {needs}: set {variable}=1.";
        }
    }

    public string Variable { get; }

    public string Needs { get; }
}
