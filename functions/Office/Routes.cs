using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Pilot.Functions.Office;

/// <summary>The pages and routes for people and scripts, all under <c>/api</c> (functions.md section 4).</summary>
internal static class Routes
{
    /// <param name="isOpen">On one machine: nobody signs in, and the page says so.</param>
    public static void Map(WebApplication app, World world, bool isOpen)
    {
        _ = isOpen;
        app.MapGet("/api/health", () => Results.Json(new { status = "alive", database = world.Database.Name }));
    }
}
