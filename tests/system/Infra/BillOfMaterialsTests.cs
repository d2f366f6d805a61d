using System.Text.Json;

namespace Pilot.Tests.Infra;

/// <summary>What the app is made of is written down by the build itself (CycloneDX).</summary>
public sealed class BillOfMaterialsTests
{
    [NeedsToolFact("bash")]
    public async Task Every_package_of_the_app_stands_in_it_with_version_licence_and_hash()
    {
        var folder = Directory.CreateTempSubdirectory("pilot-sbom-");
        try
        {
            var file = Path.Combine(folder.FullName, "sbom.json");
            var (code, said) = await InfraFiles.RunAsync("bash", InfraFiles.Folder, TimeSpan.FromMinutes(5), "bill-of-materials.sh", file);
            Assert.True(code == 0, said);

            using var bill = JsonDocument.Parse(await File.ReadAllTextAsync(file));
            Assert.Equal("CycloneDX", bill.RootElement.GetProperty("bomFormat").GetString());
            var parts = bill.RootElement.GetProperty("components").EnumerateArray().ToDictionary(part => part.GetProperty("name").GetString()!);
            foreach (var name in new[] { "ClosedXML", "Microsoft.Azure.Functions.Worker", "Azure.Storage.Blobs", "Microsoft.EntityFrameworkCore.SqlServer", "GovukNotify", "Pilot.Reporting" })
            {
                Assert.True(parts.ContainsKey(name), name);
            }

            Assert.All(parts.Values.Where(part => part.TryGetProperty("purl", out var id) && id.GetString()!.StartsWith("pkg:nuget/", StringComparison.Ordinal) && part.TryGetProperty("licenses", out _)), part =>
                Assert.Equal("SHA-512", part.GetProperty("hashes")[0].GetProperty("alg").GetString()));
            Assert.DoesNotContain("xunit", parts.Keys);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
