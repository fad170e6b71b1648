namespace Reproduction.Data;

/// <summary>The folder into which PyTorch's <c>torch.hub</c>, and through it torchvision, downloads weights.</summary>
public static class HubCache
{
    /// <summary>
    /// As PyTorch resolves it: <c>$TORCH_HOME/hub/checkpoints</c>, where <c>TORCH_HOME</c> is <c>$XDG_CACHE_HOME/torch</c> unless
    /// it is set, and <c>XDG_CACHE_HOME</c> is <c>~/.cache</c> unless it is set; a leading <c>~</c> is the home folder.
    /// </summary>
    /// <param name="environment">The value of an environment variable, or null where it is not set.</param>
    public static string Folder(Func<string, string?> environment)
    {
        var home = environment("TORCH_HOME") ?? Path.Combine(environment("XDG_CACHE_HOME") ?? "~/.cache", "torch");
        if (home == "~" || home.StartsWith("~/", StringComparison.Ordinal))
            home = Path.Combine(environment("HOME") ?? Environment.GetFolderPath(Environment.SpecialFolder.UserProfile),
                home[1..].TrimStart('/'));
        return Path.Combine(home, "hub", "checkpoints");
    }
}
