// The pilot on a desk as it is in Azure, without containers: its files in the storage emulator, its telemetry on a dashboard. An upload is a blob put
// into the container `returns`; its receipt appears in `receipts`. The database is SQLite, in a folder beside this file.
var builder = DistributedApplication.CreateBuilder(args);
var root = Path.GetFullPath(Path.Combine(builder.AppHostDirectory, "..", ".."));
var emulator = Path.Combine(root, "tests", "azurite");
var kept = Path.Combine(builder.AppHostDirectory, ".pilot");

// The same emulator, of the same version, as the tests use.
var installed = builder.AddExecutable("azurite-install", "npm", emulator, "ci", "--ignore-scripts", "--no-audit", "--no-fund");
var azurite = builder
    .AddExecutable(
        "azurite", "node", emulator, "node_modules/azurite/dist/src/azurite.js", "--silent", "--disableTelemetry", "--skipApiVersionCheck",
        "--location", Path.Combine(kept, "azurite"), "--blobHost", "127.0.0.1", "--queueHost", "127.0.0.1", "--tableHost", "127.0.0.1")
    .WaitForCompletion(installed)
    .WithHttpEndpoint(port: 10000, name: "blob", isProxied: false);

builder
    .AddProject<Projects.Pilot_Functions>("pilot", options => options.ExcludeLaunchProfile = true)
    .WithArgs("--data", Path.Combine(kept, "data"))
    .WithEnvironment("PilotStorage", "UseDevelopmentStorage=true")
    .WithHttpEndpoint(port: 7080, name: "pages", isProxied: false)
    .WithUrlForEndpoint("pages", address => address.Url += "/api/office")
    .WithHttpHealthCheck("/api/health", endpointName: "pages")
    .WaitFor(azurite);

await builder.Build().RunAsync();
