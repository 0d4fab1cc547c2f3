using Hindcast.Engine;
using Hindcast.Fleet.Jobs;
using Hindcast.Tests.Web.Support;

namespace Hindcast.Tests.Web;

/// <summary>Packs of a silo from job to job.</summary>
public sealed class LoadedPacksTests
{
    [Fact]
    public void Packs_are_loaded_once_and_again_when_a_file_of_them_changed_came_or_went()
    {
        using TemporaryFolder folder = new();
        string pack = folder.File("proxylogon");
        foreach (string file in Directory.GetFiles(Path.Combine(Checkout.Packs, "proxylogon"), "*", SearchOption.AllDirectories))
        {
            string copy = Path.Combine(pack, Path.GetRelativePath(Path.Combine(Checkout.Packs, "proxylogon"), file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        LoadedPacks packs = new();
        AssessOptions options = new() { Evidence = [], PackFolder = folder.Path, Tool = "t" };
        AssessPlan first = packs.For(options, CancellationToken.None);
        Assert.Same(first, packs.For(options with { Evidence = ["elsewhere"] }, CancellationToken.None));
        File.AppendAllText(Path.Combine(pack, "pack.yml"), "\n");
        AssessPlan changed = packs.For(options, CancellationToken.None);
        Assert.NotSame(first, changed);
        Assert.Same(changed, packs.For(options, CancellationToken.None));
        File.WriteAllText(folder.File("new.txt"), "");
        AssessPlan came = packs.For(options, CancellationToken.None);
        Assert.NotSame(changed, came);
        File.Delete(folder.File("new.txt"));
        Assert.NotSame(came, packs.For(options, CancellationToken.None));
        Assert.False(came.IsWorn);
    }
}
