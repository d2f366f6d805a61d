using Pilot.Functions.Pages;
using Pilot.Tests.Support;

namespace Pilot.Tests.Pages;

public sealed class ViewerTests
{
    [Fact]
    public void An_officer_is_known_by_the_role()
    {
        var viewer = Viewer.Read(Principals.Officer)!;
        Assert.Equal((ViewerRole.Officer, "Otto Other (otto@example.org)"), (viewer.Role, viewer.RecordedName));
        Assert.True(viewer.MayReach(SettingsBuilder.College));
    }

    [Fact]
    public void A_provider_is_known_by_role_and_ukprn_and_reaches_that_one_only()
    {
        var viewer = Viewer.Read(Principals.Own)!;
        Assert.Equal((ViewerRole.Provider, SettingsBuilder.College), (viewer.Role, viewer.Ukprn!.Value));
        Assert.True(viewer.MayReach(SettingsBuilder.College));
        Assert.False(viewer.MayReach(SettingsBuilder.Private));
    }

    [Theory]
    [InlineData("officer")]
    [InlineData("Administrator")]
    [InlineData("Provider")]
    public void Another_role_or_a_provider_without_ukprn_sees_nothing(string role)
    {
        var viewer = Viewer.Read(Principals.Of("N", "n@example.org", [role]))!;
        Assert.Equal(ViewerRole.None, viewer.Role);
        Assert.False(viewer.MayReach(SettingsBuilder.College));
    }

    [Theory]
    [InlineData("10000001", "10000002")]
    [InlineData("1000000")]
    [InlineData("00000001")]
    [InlineData("")]
    public void A_ukprn_claim_must_be_one_and_a_ukprn(params string[] ukprns) =>
        Assert.Equal(ViewerRole.None, Viewer.Read(Principals.Of("N", "n@example.org", ["Provider"], ukprns))!.Role);

    [Theory]
    [InlineData("ukprn", true)]
    [InlineData("extn.ukprn", true)]
    [InlineData("extension_ukprn", true)]
    [InlineData("extension_0123456789abcdef0123456789abcdef_ukprn", true)]
    [InlineData("http://schemas.microsoft.com/identity/claims/extn.ukprn", true)]
    [InlineData("old_ukprn", false)]
    [InlineData("ukprn_requested", false)]
    [InlineData("https://elsewhere.example.org/ukprn", false)]
    public void A_ukprn_is_known_under_every_name_that_Entra_gives_an_extension_and_no_other(string claim, bool known)
    {
        var viewer = Viewer.Read(Principals.Encode(new
        {
            auth_typ = "aad",
            name_typ = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name",
            role_typ = "http://schemas.microsoft.com/ws/2008/06/identity/claims/role",
            claims = new[] { new { typ = "name", val = "Petra Provider" }, new { typ = "oid", val = "1" }, new { typ = "roles", val = "Provider" }, new { typ = claim, val = "10000001" } },
        }))!;
        Assert.Equal(known ? (ViewerRole.Provider, SettingsBuilder.College) : (ViewerRole.None, null), (viewer.Role, viewer.Ukprn));
    }

    [Fact]
    public void Two_claims_that_name_different_providers_name_none() => Assert.Equal(ViewerRole.None, Viewer.Read(Principals.Encode(new
    {
        claims = new[]
        {
            new { typ = "name", val = "N" }, new { typ = "oid", val = "1" }, new { typ = "roles", val = "Provider" }, new { typ = "ukprn", val = "10000001" }, new { typ = "extn.ukprn", val = "10000002" },
        },
    }))!.Role);

    [Fact]
    public void The_long_names_of_claims_are_known_too()
    {
        var viewer = Viewer.Read(Principals.Encode(new
        {
            claims = new[]
            {
                new { typ = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name", val = "Otto Other" },
                new { typ = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn", val = "Otto Other" },
                new { typ = "http://schemas.microsoft.com/ws/2008/06/identity/claims/role", val = "Officer" },
            },
        }))!;
        Assert.Equal((ViewerRole.Officer, "Otto Other"), (viewer.Role, viewer.RecordedName));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("%%%")]
    [InlineData("bm90IEpTT04=")]
    [InlineData("W10=")]
    [InlineData("e30=")]
    [InlineData("eyJjbGFpbXMiOlsxLG51bGwseyJ0eXAiOjF9XX0=")]
    public void A_header_that_says_nobody_is_nobody(string? header) => Assert.Null(Viewer.Read(header));

    [Fact]
    public void A_person_is_known_by_tenant_and_account_and_never_by_a_name()
    {
        var otto = Viewer.Read(Principals.OfEntra("Otto Other", "t1", "a1", "Officer"))!;
        Assert.Equal("t1/a1", otto.Id);
        Assert.Equal(otto.Id, Viewer.Read(Principals.OfEntra("Otto Newname", "t1", "a1", "Officer"))!.Id);
        Assert.NotEqual(otto.Id, Viewer.Read(Principals.OfEntra("Otto Other", "t1", "a2", "Officer"))!.Id);
        Assert.NotEqual(otto.Id, Viewer.Read(Principals.OfEntra("Otto Other", "t2", "a1", "Officer"))!.Id);
        Assert.Equal(Viewer.Read(Principals.Of("O", "OTTO@example.org", ["Officer"]))!.Id, Viewer.Read(Principals.Of("P", "otto@example.org", ["Officer"]))!.Id);
    }

    [Fact]
    public void A_name_without_an_account_is_nobody() => Assert.Null(Viewer.Read(Principals.Encode(new
    {
        claims = new[] { new { typ = "name", val = "Otto Other" }, new { typ = "roles", val = "Officer" } },
    })));

    [Theory]
    [InlineData("roles", "Officer\n")]
    [InlineData("roles\r\n", "Officer")]
    [InlineData("roles", "Off\u2028icer")]
    public void A_claim_whose_type_or_value_has_a_line_break_is_no_claim(string type, string value) => Assert.Equal(ViewerRole.None, Viewer.Read(Principals.Encode(new
    {
        claims = new[] { new { typ = "oid", val = "1" }, new { typ = type, val = value } },
    }))!.Role);

    [Fact]
    public void Characters_that_do_not_show_are_in_no_name() =>
        Assert.Equal("Otto Other", Viewer.Read(Principals.OfEntra("Otto\u202E Oth\u200Ber\uFEFF", "t1", "a1", "Officer"))!.Name);
}
