using Hindcast.Formats.Archives;

namespace Hindcast.Cli.Commands;

/// <summary>
/// The arguments as they were typed. .NET puts another character where a path is no UTF-8, under which the evidence would not be found;
/// Linux still knows the bytes.
/// </summary>
internal static class GivenArguments
{
    private const string CommandLine = "/proc/self/cmdline";
    private const char Replaced = '\uFFFD';

    /// <summary>The arguments, with bytes that are no UTF-8 as <see cref="DiskName"/> has them.</summary>
    internal static string[] Restore(string[] args)
    {
        if (!OperatingSystem.IsLinux() || !args.Any(a => a.Contains(Replaced)) || !File.Exists(CommandLine))
        {
            return args;
        }

        List<string> all = [];
        for (ReadOnlySpan<byte> rest = File.ReadAllBytes(CommandLine); rest.IndexOf((byte)0) is >= 0 and int end; rest = rest[(end + 1)..])
        {
            all.Add(DiskName.From(rest[..end]));
        }

        // They are the last of the command line, behind the program and whatever started it.
        string[] given = [.. all.TakeLast(args.Length)];
        bool isSame = given.Length == args.Length && given.Zip(args).All(pair => pair.First == pair.Second || pair.Second.Contains(Replaced));
        return isSame ? given : args;
    }
}
