// The pilot on a desk as it is in Azure, without containers: its files in the storage emulator, its telemetry on a dashboard. An upload is a blob put
// into the container `returns`; its receipt appears in `receipts`. The database is SQLite, in a folder beside this file, or in the one that
// `-- --kept FOLDER` names.
var builder = DistributedApplication.CreateBuilder(args);
var root = Path.GetFullPath(Path.Combine(builder.AppHostDirectory, "..", ".."));
var emulator = Path.Combine(root, "tests", "azurite");
var kept = builder.Configuration["kept"] ?? Path.Combine(builder.AppHostDirectory, ".pilot");

var azurite = builder
    .AddExecutable(
        "azurite", "node", emulator, "node_modules/azurite/dist/src/azurite.js", "--silent", "--disableTelemetry", "--skipApiVersionCheck",
        "--location", Path.Combine(kept, "azurite"), "--blobHost", "127.0.0.1", "--queueHost", "127.0.0.1", "--tableHost", "127.0.0.1")
    .WithHttpEndpoint(port: 10000, name: "blob", isProxied: false)
    // Whoever does not say who they are is refused: then it is up.
    .WithHttpHealthCheck("/devstoreaccount1?comp=list", statusCode: 403, endpointName: "blob");

// The same emulator, of the same version, as the tests use. Installing it may take a minute or two, and is done once.
var installed = new FileInfo(Path.Combine(emulator, "node_modules", ".package-lock.json"));
if (!installed.Exists || installed.LastWriteTimeUtc < File.GetLastWriteTimeUtc(Path.Combine(emulator, "package-lock.json")))
{
    var npm = OperatingSystem.IsWindows() ? "npm.cmd" : "npm";
    azurite.WaitForCompletion(builder.AddExecutable("azurite-install", npm, emulator, "ci", "--ignore-scripts", "--no-audit", "--no-fund"));
}

builder
    .AddProject<Projects.Pilot_Functions>("pilot", options => options.ExcludeLaunchProfile = true)
    .WithArgs("--data", Path.Combine(kept, "data"))
    .WithEnvironment("PilotStorage", "UseDevelopmentStorage=true")
    .WithHttpEndpoint(port: 7080, name: "pages", isProxied: false)
    .WithUrlForEndpoint("pages", address => address.Url += "/api/office")
    .WithHttpHealthCheck("/api/health", endpointName: "pages")
    .WaitFor(azurite);

await builder.Build().RunAsync();
