//! Records to one stream, an output line for each input line.

use std::io::Write;
use std::path::Path;

use super::{Done, Sink};
use crate::error::{Error, Result};
use crate::gate::Signature;
use crate::report::Report;

pub(crate) struct Stream<W: Write> {
    out: std::io::BufWriter<W>,
}

impl<W: Write> Stream<W> {
    pub(crate) fn new(out: W) -> Stream<W> {
        Stream { out: std::io::BufWriter::with_capacity(1 << 16, out) }
    }
}

fn failed(e: std::io::Error) -> Error {
    Error::io(Path::new("standard output"), e)
}

impl<W: Write> Sink for Stream<W> {
    fn write(&mut self, done: &mut Done, _: u64) -> Result<()> {
        self.out.write_all(&done.line).map_err(failed)
    }

    fn remember(&mut self, _: &Signature) -> Result<()> {
        Ok(())
    }

    fn counted(&mut self, _: u64, _: &Report) -> Result<()> {
        Ok(())
    }

    // Whoever waits for the answer to one line gets it: the buffer is only held back while more is at hand.
    fn idle(&mut self) -> Result<()> {
        self.out.flush().map_err(failed)
    }

    fn finish(&mut self, _: &Report) -> Result<()> {
        self.idle()
    }
}
