namespace Reproduction.Specs.Reporting;

/// <summary>Specs that look at pages: they share one browser, whose start takes a second of two cores, and take turns with it.</summary>
[CollectionDefinition(nameof(Browsing))]
public sealed class Browsing : ICollectionFixture<Browsing.OneBrowser>
{
    /// <summary>The browser, started by the first spec that asks for it.</summary>
    public sealed class OneBrowser : IAsyncDisposable
    {
        private Browser? browser;

        public async ValueTask DisposeAsync()
        {
            if (browser is not null) await browser.DisposeAsync();
        }

        internal async Task<Browser> Browser() => browser ??= await Reporting.Browser.Start();
    }
}
