//! A shard of a batch, for one of several machines: `--shard 3/10`.

use super::job::Job;
use std::cmp::Reverse;

/// Shard `part` of `parts`, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shard {
    part: usize,
    parts: usize,
}

impl std::str::FromStr for Shard {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Shard, Self::Err> {
        let numbers = text.split_once('/').and_then(|(k, n)| Some((k.parse().ok()?, n.parse().ok()?)));
        match numbers {
            Some((part, parts)) if 1 <= part && part <= parts && parts <= 100_000 => Ok(Shard { part, parts }),
            _ => Err("a shard is written K/N, such as 3/10: the third of ten"),
        }
    }
}

impl std::fmt::Display for Shard {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}", self.part, self.parts)
    }
}

impl Shard {
    /// The jobs of this shard, in order. All machines with the same plan compute the same shards, of about equal size:
    /// the largest job first, each to the least loaded shard.
    pub fn of(&self, jobs: Vec<Job>) -> Vec<Job> {
        let sizes: Vec<u64> = jobs.iter().map(Job::size).collect();
        let mine = self.choose(&sizes);
        jobs.into_iter().zip(mine).filter_map(|(job, mine)| mine.then_some(job)).collect()
    }

    fn choose(&self, sizes: &[u64]) -> Vec<bool> {
        let mut order: Vec<usize> = (0..sizes.len()).collect();
        order.sort_by_key(|&i| Reverse(sizes[i]));
        // Each document has a fixed cost in addition to its size. Ties go to the first shard.
        let mut loads: std::collections::BinaryHeap<_> = (0..self.parts).map(|part| Reverse((0u64, part))).collect();
        let mut mine = vec![false; sizes.len()];
        for i in order {
            let Some(Reverse((load, part))) = loads.pop() else { break };
            mine[i] = part + 1 == self.part;
            loads.push(Reverse((load + sizes[i] + 1024, part)));
        }
        mine
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_disjoint_complete_and_about_equal() {
        let sizes: Vec<u64> = (0..1000).map(|i| (i * 7919) % 5000).collect();
        let mut count = vec![0; sizes.len()];
        let total: u64 = sizes.iter().sum();
        for part in 1..=7 {
            let mine = Shard { part, parts: 7 }.choose(&sizes);
            let load: u64 = sizes.iter().zip(&mine).filter(|(_, mine)| **mine).map(|(size, _)| size).sum();
            assert!(load.abs_diff(total / 7) < 5000, "{part}: {load} of {total}");
            count.iter_mut().zip(mine).for_each(|(count, mine)| *count += u32::from(mine));
        }
        assert!(count.iter().all(|&n| n == 1));
    }

    #[test]
    fn one_giant_is_a_share_beside_many_tiny_ones() {
        let sizes: Vec<u64> = std::iter::once(300_000).chain((0..400).map(|_| 10)).collect();
        let count = |part| Shard { part, parts: 3 }.choose(&sizes).into_iter().filter(|&mine| mine).count();
        let mut counts = [count(1), count(2), count(3)];
        counts.sort_unstable();
        assert_eq!(counts.iter().sum::<usize>(), 401);
        // With the fixed cost, the giant is worth about 290 tiny ones.
        assert!(counts[0] < 50 && counts[1].abs_diff(counts[2]) <= 1, "{counts:?}");
    }

    #[test]
    fn it_is_written_as_a_fraction() {
        assert_eq!("3/10".parse(), Ok(Shard { part: 3, parts: 10 }));
        for bad in ["0/3", "4/3", "3", "a/b", "1/0", "-1/2"] {
            assert!(bad.parse::<Shard>().is_err(), "{bad}");
        }
    }
}
