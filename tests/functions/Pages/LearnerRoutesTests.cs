using System.Net;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Tests.Pages;

public sealed class LearnerRoutesTests(OfficeSiteFixture fixture) : IClassFixture<OfficeSiteFixture>
{
    [Theory]
    [InlineData(LearnerReference.MaxLength, "", HttpStatusCode.OK)]
    [InlineData(LearnerReference.MaxLength, "++", HttpStatusCode.OK)]
    [InlineData(LearnerReference.MaxLength + 1, "", HttpStatusCode.BadRequest)]
    public async Task Functions_4_a_reference_is_searched_for_up_to_the_length_that_returns_allow(int length, string spaces, HttpStatusCode expected)
    {
        using var answer = await fixture.Site.GetAsync($"/api/learners?ref={spaces}{new string('X', length)}{spaces}", Principals.Officer);

        Assert.Equal(expected, answer.StatusCode);
        Assert.Equal(expected != HttpStatusCode.OK, (await answer.Content.ReadAsStringAsync()).Contains("A learner reference has at most 20 characters.", StringComparison.Ordinal));
    }
}
