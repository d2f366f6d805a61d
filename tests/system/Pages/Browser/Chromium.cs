using Microsoft.Playwright;

namespace Pilot.Tests.Pages.Browser;

/// <summary>The Chromium of this machine, driven through Playwright. Nothing is downloaded: the driver comes with the package, the browser with the machine.</summary>
internal static class Chromium
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "chrome.exe"];

    /// <summary>What it was started with: no sandbox, as root has none, and no call home.</summary>
    private static readonly string[] Args =
    [
        "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run",
    ];

    /// <summary>Null where there is none.</summary>
    public static string? Program { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .SelectMany(folder => Names.Select(name => Path.Combine(folder, name))).FirstOrDefault(File.Exists);

    /// <summary>Why pages cannot be opened here; null where they can.</summary>
    public static string? Lacking { get; } =
        Program is null ? "Chromium is not on the PATH of this machine."
        : File.Exists(Path.Combine(AppContext.BaseDirectory, ".playwright", "package", "cli.js")) ? null
        : "The driver of Microsoft.Playwright is not beside the tests.";

    public static Task<IBrowser> LaunchAsync(IPlaywright playwright) =>
        playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Program, Args = Args });
}

/// <summary>Runs where Chromium is installed, and says elsewhere why it was skipped.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ChromiumFactAttribute : FactAttribute
{
    public ChromiumFactAttribute() => Skip = Chromium.Lacking;
}

/// <summary>Runs where Chromium is installed, and says elsewhere why it was skipped.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ChromiumTheoryAttribute : TheoryAttribute
{
    public ChromiumTheoryAttribute() => Skip = Chromium.Lacking;
}
