using System.Diagnostics;

namespace Pilot.Tests.Infra;

/// <summary>The tools that stand in.</summary>
public sealed partial class DeployScriptTests
{
    private const string AzOnly = "#!/usr/bin/env bash\necho \"az $*\" >>\"$CALLS\"\n";

    /// <returns>The folder of the tools that stand in.</returns>
    private async Task<string> ToolsAsync(string azAnswers, string office)
    {
        var tools = root.CreateSubdirectory("tools").FullName;
        await ToolAsync(tools, "az", AzOnly + $"""
            case "$*" in
              {azAnswers}
              "group exists"*) echo false ;;
              *"properties.outputs."*) echo something ;;
              "functionapp show"*) echo /subscriptions/x/sites/y ;;
              "rest --method GET"*) echo Resolved ;;
              "keyvault secret set"*) cat >/dev/null ;;
            esac
            """);
        await ToolAsync(tools, "dotnet", """
            #!/usr/bin/env bash
            echo "dotnet $*" >>"$CALLS"
            case "$1" in
              publish) while [[ "$1" != "-o" ]]; do shift; done; mkdir -p "$2" ;;
              *) shift; echo "$*" >>"$CALLS" ;;
            esac
            """);
        await ToolAsync(tools, "curl", $"""
            #!/usr/bin/env bash
            echo "curl $*" >>"$CALLS"
            case "$*" in *office*) echo {office} ;; esac
            """);
        await ToolAsync(tools, "sqlcmd", "#!/usr/bin/env bash\necho \"sqlcmd $*\" >>\"$CALLS\"\n");
        await ToolAsync(tools, "zip", "#!/usr/bin/env bash\n");
        await ToolAsync(tools, "openssl", "#!/usr/bin/env bash\necho made-up\n");
        await ToolAsync(tools, "sleep", "#!/usr/bin/env bash\n");
        await ToolAsync(tools, "uname", "#!/usr/bin/env bash\n[[ \"$1\" == -s ]] && echo Linux || echo x86_64\n");
        return tools;
    }

    private ProcessStartInfo StartInfo(string tools, string[] call, string[]? azd)
    {
        var start = new ProcessStartInfo("bash") { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        start.Environment["PATH"] = tools + Path.PathSeparator + Environment.GetEnvironmentVariable("PATH");
        start.Environment["CALLS"] = Calls;
        foreach (var (name, value) in azd?.Select(output => (output, "azd-" + output)).Concat([("AZURE_ENV_NAME", "test"), ("AZURE_RESOURCE_GROUP", "rg-x"), ("PILOT_MY_ADDRESS", "192.0.2.1")]) ?? [])
        {
            start.Environment[name] = value;
        }

        Array.ForEach(call, start.ArgumentList.Add);
        return start;
    }

    private static async Task ToolAsync(string folder, string name, string text)
    {
        var file = Path.Combine(folder, name);
        await File.WriteAllTextAsync(file, text + "\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
