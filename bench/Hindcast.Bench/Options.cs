using System.Globalization;

namespace Hindcast.Bench;

/// <summary>The <c>--name value</c> pairs and <c>--name</c> switches of a bench command.</summary>
internal sealed class Options(string[] args)
{
    /// <summary>The value after <c>--name</c>, or <paramref name="otherwise"/>; without either the run ends.</summary>
    public string Text(string name, string? otherwise = null)
    {
        int at = Array.IndexOf(args, "--" + name);
        return at >= 0 && at + 1 < args.Length
            ? args[at + 1]
            : otherwise ?? throw new ArgumentException($"--{name} is missing");
    }

    /// <summary>True when <c>--name</c> is given.</summary>
    public bool Has(string name) => args.Contains("--" + name);

    /// <summary>The number after <c>--name</c>, or <paramref name="otherwise"/>.</summary>
    public int Number(string name, int otherwise) =>
        int.Parse(Text(name, otherwise.ToString(CultureInfo.InvariantCulture)), CultureInfo.InvariantCulture);
}
