using Microsoft.Playwright;

namespace Pilot.Tests.Pages.Browser;

/// <summary>A person who has no mouse.</summary>
internal static class Keyboard
{
    /// <summary>Presses Tab until the control has the focus, as often as there are controls.</summary>
    public static async Task TabToAsync(this IPage page, string selector)
    {
        var wanted = page.Locator(selector).First;
        for (var i = 0; i < 200; i++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (await wanted.EvaluateAsync<bool>("control => control === document.activeElement"))
            {
                return;
            }
        }

        Assert.Fail($"The keyboard does not reach {selector}.");
    }

    /// <summary>Goes to a link or a button and presses it; the page that comes is waited for.</summary>
    public static async Task FollowAsync(this IPage page, string selector)
    {
        await page.TabToAsync(selector);
        await page.EnterAndWaitAsync();
    }

    /// <summary>Presses Enter where the focus is; the page that comes is waited for.</summary>
    public static async Task EnterAndWaitAsync(this IPage page)
    {
        var loaded = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Loaded(object? sender, IPage shown) => loaded.TrySetResult();
        page.DOMContentLoaded += Loaded;
        await page.Keyboard.PressAsync("Enter");
        await loaded.Task.WaitAsync(TimeSpan.FromSeconds(60));
        page.DOMContentLoaded -= Loaded;
    }

    /// <summary>Goes to a field and types; what stood there is gone.</summary>
    public static async Task WriteAsync(this IPage page, string selector, string text)
    {
        await page.TabToAsync(selector);
        await page.Keyboard.PressAsync("Control+A");
        await page.Keyboard.PressAsync("Delete");
        await page.Keyboard.TypeAsync(text);
    }

    /// <summary>Opens the choice of a file and chooses. The browser is told to leave that choice to the test on the way there: told with the last key, it may come too late.</summary>
    public static async Task ChooseAsync(this IPage page, string selector, FilePayload file)
    {
        var choice = page.WaitForFileChooserAsync(new() { Timeout = 60_000 });
        await page.TabToAsync(selector);
        await page.Keyboard.PressAsync("Space");
        await (await choice).SetFilesAsync(file);
    }
}
