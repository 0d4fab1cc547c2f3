using Hindcast.Evidence;
using Hindcast.Formats.Archives;

namespace Hindcast.Tests.Unit.Formats.Archives;

public sealed class EvidenceTreeTests : IDisposable
{
    private readonly EvidenceFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Files_and_zip_members_are_one_list_ordered_by_path()
    {
        _folder.Write("b/two.log", "22");
        _folder.Write("a.log", "1");
        _folder.Write("B.zip", EvidenceFolder.Zip(("z/last.log", "last"), ("A.log", "first")));
        EvidenceTree tree = _folder.Open();

        Assert.Equal(["B.zip", "B.zip!/A.log", "B.zip!/z/last.log", "a.log", "b/two.log"], tree.Items.Select(i => i.Path));
        Assert.Equal("22", EvidenceFolder.Text(EvidenceFolder.ReadAll(tree, "b/two.log")));
        Assert.Equal("last", EvidenceFolder.Text(EvidenceFolder.ReadAll(tree, "B.zip!/z/last.log")));
        Assert.Equal([true, false, false, false, false], tree.Items.Select(i => i.IsContainer));
        Assert.Equal(4, tree.Items[2].LengthBytes);
        Assert.NotNull(tree.Items[4].FullPath);
        Assert.Null(tree.Items[1].FullPath);
        Assert.Empty(tree.Diagnostics);
    }

    [Fact]
    public void A_zip_is_told_by_its_bytes_not_by_its_name()
    {
        _folder.Write("innocent.log", EvidenceFolder.Zip(("x.log", "x")));
        _folder.Write("not.zip", "plain text");
        Assert.Equal(["innocent.log", "innocent.log!/x.log", "not.zip"], _folder.Open().Items.Select(i => i.Path));
    }

    [Fact]
    public void Dos_times_are_kept_and_marked_as_local()
    {
        _folder.Write("a.zip", EvidenceFolder.Zip(("x.log", "x")));
        EvidenceItem member = _folder.Open().Items[1];
        Assert.Equal("2021-03-03T04:23:22Z", member.Modified.ToString());
        Assert.True(member.ModifiedIsLocal);
    }

    [Fact]
    public void Several_roots_get_unique_prefixes_whatever_their_order()
    {
        _folder.Write("one/logs/a.log", "a");
        _folder.Write("two/logs/a.log", "b");
        _folder.Write("single.log", "c");
        string[] roots = [_folder.Path("two/logs"), _folder.Path("single.log"), _folder.Path("one/logs")];
        string[] expected = ["logs/a.log", "logs~2/a.log", "single.log"];
        Assert.Equal(expected, EvidenceFolder.Of(roots).Items.Select(i => i.Path));
        EvidenceTree reversed = EvidenceFolder.Of([.. roots.Reverse()]);
        Assert.Equal(expected, reversed.Items.Select(i => i.Path));
        Assert.Equal("a", EvidenceFolder.Text(EvidenceFolder.ReadAll(reversed, "logs/a.log")));
    }

    [Fact]
    public void A_single_file_is_a_root()
    {
        string path = _folder.Write("server.zip", EvidenceFolder.Zip(("C/inetpub/logs/LogFiles/W3SVC1/u_ex210303.log", "x")));
        EvidenceTree tree = EvidenceFolder.Of([path]);
        Assert.Equal(["server.zip", "server.zip!/C/inetpub/logs/LogFiles/W3SVC1/u_ex210303.log"], tree.Items.Select(i => i.Path));
        Assert.Equal(@"C:\inetpub\logs\LogFiles\W3SVC1\u_ex210303.log", tree.Items[1].OriginalPath);
    }

    [Fact]
    public void A_root_given_twice_or_inside_another_is_read_once()
    {
        _folder.Write("logs/a.log", "a");
        EvidenceTree tree = EvidenceFolder.Of([_folder.Root, _folder.Path("logs"), _folder.Root + "/"]);
        Assert.Equal(["logs/a.log"], tree.Items.Select(i => i.Path));
        Assert.Contains(tree.Diagnostics, d => d.Descriptor == SourceDiagnostics.RootGivenTwice);
    }

    [Fact]
    public void A_missing_root_is_a_diagnostic_and_the_others_are_read()
    {
        _folder.Write("logs/a.log", "a");
        EvidenceTree tree = EvidenceFolder.Of([_folder.Path("nowhere"), _folder.Path("logs")]);
        Assert.Equal("nowhere", EvidenceFolder.Only(tree, SourceDiagnostics.PathNotFound).Location.File);
        Assert.Equal(["logs/a.log"], tree.Items.Select(i => i.Path));
    }

    [Fact]
    public void Links_are_not_followed_and_loops_end()
    {
        _folder.Write("logs/a.log", "a");
        Directory.CreateSymbolicLink(_folder.Path("logs/loop"), _folder.Root);
        File.CreateSymbolicLink(_folder.Path("logs/out.log"), "/etc/hostname");
        File.CreateSymbolicLink(_folder.Path("logs/broken.log"), "/nowhere/at/all");
        EvidenceTree tree = _folder.Open();
        Assert.Equal(["logs/a.log"], tree.Items.Select(i => i.Path));
        Assert.Equal(
            ["logs/broken.log", "logs/loop", "logs/out.log"],
            tree.Diagnostics.Where(d => d.Descriptor == SourceDiagnostics.LinkNotFollowed).Select(d => d.Location.File));
    }

    [Fact]
    public void A_root_that_is_a_link_is_followed_because_the_user_named_it()
    {
        _folder.Write("real/a.log", "a");
        Directory.CreateSymbolicLink(_folder.Path("link"), _folder.Path("real"));
        Assert.Equal(["a.log"], EvidenceFolder.Of([_folder.Path("link")]).Items.Select(i => i.Path));
    }

    [Fact]
    public async Task Pipes_and_sockets_are_never_opened()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "no such files");
        _folder.Write("a.log", "a");
        _folder.Write("empty.log", "");
        using (System.Diagnostics.Process mkfifo = System.Diagnostics.Process.Start("mkfifo", [_folder.Path("pipe.log")]))
        {
            await mkfifo.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        using System.Net.Sockets.Socket socket = new(
            System.Net.Sockets.AddressFamily.Unix, System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Unspecified);
        socket.Bind(new System.Net.Sockets.UnixDomainSocketEndPoint(_folder.Path("s")));
        EvidenceTree tree = _folder.Open();
        Assert.Equal(["a.log", "empty.log"], tree.Items.Select(i => i.Path));
        Assert.Equal(
            ["pipe.log pipe", "s socket"],
            tree.Diagnostics.Where(d => d.Descriptor == SourceDiagnostics.SpecialFile).Select(d => $"{d.Location.File} {d.Found}"));
    }

    [Fact]
    public void Devices_are_never_opened()
    {
        Assert.SkipUnless(File.Exists("/dev/zero"), "no such device");
        EvidenceTree tree = EvidenceFolder.Of(["/dev/zero"]);
        Assert.Empty(tree.Items);
        Assert.Equal("character device", EvidenceFolder.Only(tree, SourceDiagnostics.SpecialFile).Found);
    }

    [Fact]
    public void A_file_that_cannot_be_opened_is_listed_with_a_diagnostic()
    {
        // A lock of another reader stops even root, whom modes do not stop.
        using FileStream locked = new(_folder.Write("locked.log", "secret"), FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        _folder.Write("other.log", "o");
        EvidenceTree tree = _folder.Open();
        Assert.Equal(["locked.log", "other.log"], tree.Items.Select(i => i.Path));
        Assert.Equal("locked.log", EvidenceFolder.Only(tree, SourceDiagnostics.FileUnreadable).Location.File);
        Assert.Empty(EvidenceFolder.ReadAll(tree, "locked.log"));
    }

    [Fact]
    public void A_folder_that_cannot_be_listed_is_a_diagnostic_and_the_rest_is_read()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "other limits of path length");

        // Too long a path stops even root, whom modes do not stop.
        string segment = new('d', 200);
        string Deep(string top) => Path.Combine([_folder.Path(top), .. Enumerable.Repeat(segment, 15)]);
        Directory.CreateDirectory(Deep("a"));
        Directory.CreateDirectory(Deep("b"));
        Directory.Move(_folder.Path("b"), Path.Combine(Deep("a"), "b"));
        _folder.Write("ok.log", "ok");
        try
        {
            EvidenceTree tree = _folder.Open();
            Assert.Equal(["ok.log"], tree.Items.Select(i => i.Path));
            Assert.Contains(tree.Diagnostics, d => d.Descriptor == SourceDiagnostics.FolderUnreadable);
        }
        finally
        {
            Directory.Move(Path.Combine(Deep("a"), "b"), _folder.Path("b"));
        }
    }

    [Fact]
    public void A_folder_without_permission_is_a_diagnostic()
    {
        Assert.SkipWhen(Environment.IsPrivilegedProcess, "root may read everything");
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("other permissions");
            return;
        }

        _folder.Write("closed/a.log", "a");
        File.SetUnixFileMode(_folder.Path("closed"), UnixFileMode.None);
        EvidenceTree tree = _folder.Open();
        File.SetUnixFileMode(_folder.Path("closed"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Assert.Equal("access denied", EvidenceFolder.Only(tree, SourceDiagnostics.FolderUnreadable).Found);
    }

    [Fact]
    public void A_file_that_vanishes_is_a_diagnostic()
    {
        string path = _folder.Write("gone.log", "g");
        EvidenceTree tree = _folder.Open();
        File.Delete(path);
        Assert.Empty(EvidenceFolder.ReadAll(tree, "gone.log"));
        Assert.Equal("gone.log", EvidenceFolder.Only(tree, SourceDiagnostics.FileVanished).Location.File);
        Assert.False(tree.IsUnchanged(tree.Items[0]));
    }

    [Fact]
    public void A_file_that_changes_or_shrinks_is_a_diagnostic()
    {
        string path = _folder.Write("live.log", "12345678");
        EvidenceTree tree = _folder.Open();
        Assert.True(tree.IsUnchanged(tree.Items[0]));
        File.WriteAllText(path, "1234");
        Assert.Equal("1234", EvidenceFolder.Text(EvidenceFolder.ReadAll(tree, "live.log")));
        Diagnostic lost = EvidenceFolder.Only(tree, SourceDiagnostics.FileUnreadable);
        Assert.Equal((4, 4), (lost.Location.OffsetBytes, lost.LostBytes));
        Assert.False(tree.IsUnchanged(tree.Items[0]));
        Assert.Contains(tree.Diagnostics, d => d.Descriptor == SourceDiagnostics.FileChanged);
    }

    [Fact]
    public void Folders_too_deep_and_files_too_many_stop_at_the_limit()
    {
        _folder.Write("1/2/3/deep.log", "d");
        _folder.Write("1/a.log", "a");
        _folder.Write("1/b.log", "b");
        EvidenceTree deep = _folder.Open(new EvidenceLimits { MaxFolderDepth = 2 });
        Assert.Equal(["1/a.log", "1/b.log"], deep.Items.Select(i => i.Path));
        Assert.Equal("1/2/3", EvidenceFolder.Only(deep, SourceDiagnostics.FolderTooDeep).Location.File);
        EvidenceTree many = _folder.Open(new EvidenceLimits { MaxFiles = 2 });
        Assert.Equal(2, many.Items.Count);
        EvidenceFolder.Only(many, SourceDiagnostics.TooManyFiles);
    }

    [Fact]
    public void Zip_members_can_be_read_by_many_threads()
    {
        byte[][] contents = [.. Enumerable.Range(1, 40).Select(i => EvidenceFolder.Noise(20_000 + i, i))];
        _folder.Write("a.zip", EvidenceFolder.Zip(System.IO.Compression.CompressionLevel.Fastest, [.. contents.Select((c, i) => ($"{i:00}.log", c))]));
        EvidenceTree tree = _folder.Open();
        Parallel.For(0, contents.Length, i => Assert.Equal(contents[i], EvidenceFolder.ReadAll(tree, $"a.zip!/{i:00}.log")));
        Assert.Empty(tree.Diagnostics);
    }

    [Fact]
    public void Misuse_throws()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => EvidenceFolder.Of());
        _folder.Write("a.log", "a");
        EvidenceTree tree = _folder.Open();
        Assert.Throws<ArgumentException>(() => tree.Visit(tree.Items[0], _ => true, (_, _) => { }, TestContext.Current.CancellationToken));
        Assert.Throws<OperationCanceledException>(() => EvidenceTree.Open([_folder.Root], cancel: new CancellationToken(canceled: true)));
    }
}
