namespace Hindcast.Cli.Commands;

/// <summary>What the program says to scripts.</summary>
internal static class ExitCodes
{
    /// <summary>No sign, or merely scanned or attempted.</summary>
    internal const int Clean = 0;

    /// <summary>Compromise, or an attempt that reached the flaw.</summary>
    internal const int Compromised = 1;

    /// <summary>The command line is wrong.</summary>
    internal const int Usage = 2;

    /// <summary>No compromise found (no sign, scanned or attempted), but something could not be read.</summary>
    internal const int Incomplete = 3;

    /// <summary>The program failed.</summary>
    internal const int Failure = 4;

    /// <summary>Somebody stopped the program (Ctrl+C), as shells count it.</summary>
    internal const int Stopped = 130;
}
