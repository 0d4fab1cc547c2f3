namespace Hindcast.Sigma.Loading;

/// <summary>Finds the name that was probably meant. Stateless.</summary>
public static class SigmaSpelling
{
    /// <summary>The nearest name within a third of its length (at least one edit), or empty.</summary>
    public static string Nearest(string word, IEnumerable<string> names)
    {
        string best = "";
        int bestDistance = int.MaxValue;
        foreach (string name in names)
        {
            int limit = Math.Max(1, Math.Min(name.Length, word.Length) / 3);
            if (Math.Abs(name.Length - word.Length) > limit || word.Length > 100)
            {
                continue;
            }

            int distance = Distance(word, name);
            if (distance <= limit && distance < bestDistance)
            {
                (best, bestDistance) = (name, distance);
            }
        }

        return best;
    }

    /// <summary>Edits (insert, delete, replace, swap of neighbours) between two words, ignoring case.</summary>
    private static int Distance(string a, string b)
    {
        int[,] d = new int[a.Length + 1, b.Length + 1];
        for (int i = 0; i <= a.Length; i++)
        {
            for (int j = 0; j <= b.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    d[i, j] = i + j;
                    continue;
                }

                int cost = SigmaFold.Fold(a[i - 1]) == SigmaFold.Fold(b[j - 1]) ? 0 : 1;
                d[i, j] = Math.Min(Math.Min(d[i - 1, j] + 1, d[i, j - 1] + 1), d[i - 1, j - 1] + cost);
                if (i > 1 && j > 1 && SigmaFold.Same(a.AsSpan(i - 2, 1), b.AsSpan(j - 1, 1)) && SigmaFold.Same(a.AsSpan(i - 1, 1), b.AsSpan(j - 2, 1)))
                {
                    d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1);
                }
            }
        }

        return d[a.Length, b.Length];
    }
}
