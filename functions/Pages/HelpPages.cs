using Pilot.Functions.Data;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Pages;

/// <summary>What the footer of every page leads to: whom to ask, how accessible the service is, what it does with people's data.</summary>
internal sealed class HelpPages(PilotServices services, bool isOnThisMachine)
{
    public const string Contact = "/api/contact";
    public const string Accessibility = "/api/accessibility";
    public const string Privacy = "/api/privacy";

    /// <summary>The officers whom the settings sheet Contacts names.</summary>
    public async Task ContactAsync(HttpContext http)
    {
        var settings = await new SettingsStore(services.Database).InForceAsync(DateTime.MaxValue, http.RequestAborted);
        var officers = settings.Contacts.Where(contact => contact.Ukprn is null).OrderBy(contact => contact.Name, StringComparer.Ordinal).ToList();
        await HttpAnswer.HtmlAsync(http, "Contact", isOnThisMachine, Markup.Join(
            new Tag("h1", "Contact"),
            officers.Count == 0
                ? Elements.P("The settings name no funding officer to ask. Ask whoever gave you access to this service.")
                : Markup.Join(
                    Elements.P("Ask a funding officer of the West Midlands Combined Authority. Give the number of your submission. Never send a learner's number, date of birth or postcode by e-mail."),
                    Elements.Facts(officers.Select(officer => (officer.Name, (Markup)Elements.Link(officer.Email, "mailto:" + officer.Email)))))));
    }

    public Task AccessibilityAsync(HttpContext http) => HttpAnswer.HtmlAsync(http, "Accessibility statement", isOnThisMachine, Markup.Join(
        new Tag("h1", "Accessibility statement"),
        Elements.P("This service is run for the West Midlands Combined Authority. We want as many people as possible to be able to use it. You can zoom in up to 400% without the text leaving the screen, use every page with a keyboard or a screen reader, and use it without scripts."),
        Elements.Heading("How accessible it is"),
        Elements.P("Every page is tested against the Web Content Accessibility Guidelines version 2.2, level AA, by an automatic checker and with the keyboard, at each release. We know of no part that does not meet it. It has not been tested by an independent body."),
        Elements.P("The workbooks follow the Government Analysis Function's guidance on accessible spreadsheets. The casework workbook has filters and frozen headings, which that guidance advises against: it is for a few officers to work in."),
        Elements.Heading("Tell us about a problem"),
        Elements.P("If you find a problem, or need something in another form, ", Elements.Link("ask a funding officer", Contact), ". If you are not happy with the answer, the ", Elements.Link("Equality Advisory and Support Service", "https://www.equalityadvisoryservice.com/"), " can help.")));

    public async Task PrivacyAsync(HttpContext http)
    {
        var scheme = (await new SettingsStore(services.Database).InForceAsync(DateTime.MaxValue, http.RequestAborted)).Scheme;
        await HttpAnswer.HtmlAsync(http, "Privacy notice", isOnThisMachine, Markup.Join(
            new Tag("h1", "Privacy notice"),
            Elements.P("The West Midlands Combined Authority uses what providers send here to pay for the pilot and to say what it achieves. Providers are responsible for telling their learners."),
            Elements.Heading("What is kept"),
            Elements.List([
                $"The workbooks as providers sent them, which hold learners' numbers, dates of birth and postcodes: {Display.Number(scheme.KeepRawDays)} days after they were replaced.",
                $"What was accepted, without number, date of birth or full postcode, under a key that only this service can make: {Display.Number(scheme.KeepLearnerYears)} years.",
                "Who signed in and sent, approved, changed or downloaded what: as long as the facts it is about.",
            ]),
            Elements.Heading("Who sees it"),
            Elements.P("Funding officers, and the people of the provider that sent it. Skills England is given counts alone, rounded so that no learner can be recognised."),
            Elements.Heading("Your rights"),
            Elements.P("Learners can ask their provider, or the authority's data protection officer, what is held about them and have it corrected. ", Elements.Link("Ask a funding officer", Contact), " how to reach the data protection officer. You can complain to the ", Elements.Link("Information Commissioner's Office", "https://ico.org.uk/"), ".")));
    }
}
