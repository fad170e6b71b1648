namespace Reproduction.Specs.Documentation;

/// <summary>Every link of the documentation leads somewhere; addresses outside the repository are not asked.</summary>
public sealed class LinkSpecs
{
    public static TheoryData<string> Pages => Page.All;

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_link_of_a_page_leads_to_a_file_of_the_repository_or_a_heading_of_one(string path)
    {
        var links = new Page(path).Links.Where(link => !link.StartsWith("https://", StringComparison.Ordinal));

        links.Where(link => !Leads(path, link)).Should().BeEmpty();
    }

    [Fact]
    public void Every_page_of_docs_is_reached_from_the_README_and_the_README_links_to_twenty_places_at_least()
    {
        var links = new Page("README.md").Links.ToList();

        links.Should().HaveCountGreaterThan(20);
        Page.All.Select(page => page.Data).Where(page => page.StartsWith("docs/", StringComparison.Ordinal)).Except(links)
            .Should().BeEmpty();
    }

    private static bool Leads(string page, string link)
    {
        var (file, anchor) = link.Split('#') is [var before, var after] ? (before, after) : (link, null);
        var target = file.Length == 0 ? page : Path.Combine(Path.GetDirectoryName(page)!, file);
        var full = Path.GetFullPath(Repository.Path(target));
        if (!full.StartsWith(Repository.Folder, StringComparison.Ordinal) || !(File.Exists(full) || Directory.Exists(full))) return false;
        return anchor is null || new Page(target).Anchors.Contains(anchor);
    }
}
