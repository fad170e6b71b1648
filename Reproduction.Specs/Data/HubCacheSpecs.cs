using Reproduction.Data;

namespace Reproduction.Specs.Data;

public sealed class HubCacheSpecs
{
    /// <summary>What <c>torch.hub.get_dir()</c> and its folder <c>checkpoints</c> give under the same variables.</summary>
    [Theory]
    [InlineData(null, null, "/home/ada/.cache/torch/hub/checkpoints")]
    [InlineData(null, "/var/cache", "/var/cache/torch/hub/checkpoints")]
    [InlineData(null, "~/cache", "/home/ada/cache/torch/hub/checkpoints")]
    [InlineData("/data/torch", "/var/cache", "/data/torch/hub/checkpoints")]
    [InlineData("~/torch", null, "/home/ada/torch/hub/checkpoints")]
    [InlineData("~", null, "/home/ada/hub/checkpoints")]
    [InlineData("torch", null, "torch/hub/checkpoints")]
    public void PyTorchs_cache_is_where_its_variables_say(string? torchHome, string? cacheHome, string expected) =>
        HubCache.Folder(variable => variable switch
        {
            "TORCH_HOME" => torchHome,
            "XDG_CACHE_HOME" => cacheHome,
            "HOME" => "/home/ada",
            _ => null,
        }).Should().Be(expected);
}
